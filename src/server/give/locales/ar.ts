import type { PageStrings } from '../words.ts';

/** Arabic, modern standard: the plural, which holds for all genders; amounts and the title in isolates (U+2068, U+2069). */
export default {
  check: 'يُرجى التحقق: \u2068{title}\u2069',
  linkUnusable: 'تعذر استخدام جزء من الرابط الذي أوصلكم إلى هنا. يُرجى التحقق من الخيارات أدناه.',
  repeats: 'يتكرر الدعم الشهري والسنوي إلى أن توقفوه.',
  between: 'من \u2068{min}\u2069 إلى \u2068{max}\u2069.',
  whichOne: 'اخترتم \u2068{chosen}\u2069 وكتبتم \u2068{written}\u2069. أيهما الصحيح؟',
  chosenOnly: 'اخترتم \u2068{chosen}\u2069، وما كتبتموه لا يمكن قراءته على أنه مبلغ. هل \u2068{chosen}\u2069 هو المبلغ الصحيح؟',
  backToPage: 'العودة إلى الصفحة التي جئتم منها',
  notFinished: 'لم يكتمل بعد',
  notPaidYet: 'لم يُدفع هذا الدعم بعد. لم يُخصم أي مبلغ.',
  nothingCharged: 'لم يُخصم أي مبلغ',
  didNotWork: 'لم ينجح ذلك',
  notHere: 'لا شيء هنا',
  nothingToSupport: 'لا يوجد ما يمكن دعمه على هذا العنوان.',
  noSuchGift: 'لا يوجد أي دعم مسجل على هذا العنوان.',
  human: 'يحاول كثيرون في هذه اللحظة. يرجى التأكيد أدناه أنكم بشر، ثم الضغط على الزر مجددًا. لم يُخصم أي مبلغ.',
} satisfies PageStrings;
