import type { Words } from '../strings.ts';

/**
 * Arabic, modern standard: the plural, which holds for all genders, and verbal nouns on links. Amounts stand in
 * isolates (U+2068, U+2069), so that their digits and signs keep their order whatever stands beside them.
 */
export default {
  heading: 'ادعمونا',
  howOften: 'وتيرة الدعم',
  frequencies: { once: 'مرة واحدة', month: 'شهريًا', year: 'سنويًا' },
  every: { month: 'شهريًا', year: 'سنويًا' },
  legend: 'اختاروا مبلغًا',
  free: 'ادعمونا من دون دفع',
  other: 'مبلغ آخر',
  otherIn: 'مبلغ آخر بعملة \u2068{currency}\u2069',
  giveAny: { once: 'ادعمونا', month: 'ادعمونا شهريًا', year: 'ادعمونا سنويًا' },
  give: { once: 'ادعمونا بمبلغ \u2068{amount}\u2069', month: 'ادعمونا بمبلغ \u2068{amount}\u2069 شهريًا', year: 'ادعمونا بمبلغ \u2068{amount}\u2069 سنويًا' },
  coverFees: 'إضافة رسوم البطاقة',
  coverFeesOf: 'إضافة \u2068{fees}\u2069 لرسوم البطاقة (المجموع \u2068{total}\u2069)',
  note: { once: 'تدفعون عبر Stripe.', month: 'تدفعون عبر Stripe. يتكرر الدفع شهريًا إلى أن توقفوه.', year: 'تدفعون عبر Stripe. يتكرر الدفع سنويًا إلى أن توقفوه.' },
  starting: 'لحظة من فضلكم…',
  leaving: 'يجري فتح صفحة الدفع…',
  confirming: 'يجري التحقق من الدفع…',
  cancelled: 'عدتم من دون دفع. لم يُخصم أي مبلغ.',
  didYouMean: 'هل قصدتم \u2068{amount}\u2069؟',
  isRight: 'كتبتم \u2068{amount}\u2069. هل هذا صحيح؟',
  yes: 'نعم، \u2068{amount}\u2069',
  meter: '\u2068{raised}\u2069 من \u2068{goal}\u2069',
  meterReached: 'جمعنا \u2068{raised}\u2069 وبلغنا هدفنا، وهو \u2068{goal}\u2069. شكرًا لكم!',
  meterAlone: 'جمعنا \u2068{raised}\u2069',
  thanks: 'شكرًا لكم!',
  again: 'العودة إلى المبالغ',
  checkAgain: 'التحقق مرة أخرى',
  close: 'إغلاق',
  complaints: {
    amount_missing: 'اختاروا مبلغًا أولًا.',
    amount_unreadable: 'اكتبوا المبلغ بالأرقام، مثل \u2068{amount}\u2069.',
    amount_too_small: 'أقل مبلغ هو \u2068{amount}\u2069.',
    amount_too_large: 'أكبر مبلغ هو \u2068{amount}\u2069.',
    too_small: 'اختاروا مبلغًا أكبر.',
    too_large: 'اختاروا مبلغًا أقل.',
    unavailable: 'يتعذر فتح صفحة الدفع الآن. لم يُخصم أي مبلغ. حاولوا مرة أخرى.',
    offline: 'لا يوجد اتصال بالإنترنت. لم يُخصم أي مبلغ. حاولوا مرة أخرى بعد عودة الاتصال.',
    refused: 'يتعذر فتح صفحة الدفع. لم يُخصم أي مبلغ. يُرجى إبلاغ القائمين على هذه الصفحة.',
    unconfirmed: 'يتعذر التحقق من الدفع الآن. إذا دفعتم، فلا تدفعوا مرة أخرى.',
    expired: 'انتهت صلاحية صفحة الدفع. لم يُخصم أي مبلغ. حاولوا مرة أخرى.',
  },
  wait: {
    zero: 'محاولات كثيرة جدًا. يُرجى الانتظار {count} دقيقة.',
    one: 'محاولات كثيرة جدًا. يُرجى الانتظار دقيقة واحدة.',
    two: 'محاولات كثيرة جدًا. يُرجى الانتظار دقيقتين.',
    few: 'محاولات كثيرة جدًا. يُرجى الانتظار {count} دقائق.',
    many: 'محاولات كثيرة جدًا. يُرجى الانتظار {count} دقيقة.',
    other: 'محاولات كثيرة جدًا. يُرجى الانتظار {count} دقيقة.',
  },
  freeThanks: 'القراءة والمشاركة دعم أيضًا. شكرًا لكم.',
  share: 'مشاركة هذه الصفحة',
  copied: 'نُسخ الرابط.',
  received: { once: 'وصلنا دعمكم بمبلغ \u2068{amount}\u2069.', month: 'وصلنا دعمكم بمبلغ \u2068{amount}\u2069 شهريًا.', year: 'وصلنا دعمكم بمبلغ \u2068{amount}\u2069 سنويًا.' },
  onTheWay: {
    once: 'دعمكم بمبلغ \u2068{amount}\u2069 في الطريق إلينا. تحتاج البنوك إلى بضعة أيام، ولا يلزمكم فعل شيء آخر.',
    month: 'دعمكم بمبلغ \u2068{amount}\u2069 شهريًا في الطريق إلينا. تحتاج البنوك إلى بضعة أيام، ولا يلزمكم فعل شيء آخر.',
    year: 'دعمكم بمبلغ \u2068{amount}\u2069 سنويًا في الطريق إلينا. تحتاج البنوك إلى بضعة أيام، ولا يلزمكم فعل شيء آخر.',
  },
  receipt: 'قد يصلكم إيصال بالبريد الإلكتروني.',
  manage: 'تعديل دعمكم أو إيقافه',
  continueThere: 'تابعوا في صفحة الدفع؛ تُفتح في علامة تبويب أخرى.',
  openPage: 'فتح صفحة الدفع',
  challenge: 'يرجى تأكيد أنكم بشر، ثم يتابع الأمر تلقائيًا.',
  reference: 'المرجع: \u2068{id}\u2069',
} satisfies Words<'ar'>;

/** Made by `npm run patterns`; see `written.ts`. */
export const money = 'ar \u200f1,000.00\u00a0¤ USDUS$ AEDد.إ.\u200f AUDAU$ BRLR$ CADCA$ CNYCN¥ DZDد.ج.\u200f EGPج.م.\u200f EUR€ GBPUK£ HKDHK$ ILS₪ INR₹ LBPل.ل.\u200f MADد.م.\u200f MXNMX$ NZDNZ$ QARر.ق.\u200f SARر.س.\u200f THB฿ TWDNT$ XCDEC$ YERر.ي.\u200f JPYJP¥ KRW₩ VND₫ XAFFCFA XOFF\u202fCFA XPFCFPF';
