import type { PageStrings } from '../words.ts';

/** Italian: "tu", without participles that would tell a reader's gender. */
export default {
  check: 'Controlla: {title}',
  linkUnusable: 'Una parte del link che ti ha portato qui non è utilizzabile. Controlla che cosa è scelto qui sotto.',
  repeats: 'Il sostegno mensile o annuale si ripete finché non lo interrompi.',
  between: 'Da {min} a {max}.',
  whichOne: 'Hai scelto {chosen} e hai scritto {written}. Qual è l’importo giusto?',
  chosenOnly: 'Hai scelto {chosen}, e ciò che hai scritto non si può leggere come un importo. È giusto {chosen}?',
  backToPage: 'Torna alla pagina da cui vieni',
  notFinished: 'Non ancora concluso',
  notPaidYet: 'Questo sostegno non è ancora stato pagato. Non è stato addebitato nulla.',
  nothingCharged: 'Non è stato addebitato nulla',
  didNotWork: 'Non ha funzionato',
  notHere: 'Qui non c’è nulla',
  nothingToSupport: 'A questo indirizzo non c’è nulla da sostenere.',
  noSuchGift: 'A questo indirizzo non risulta nessun sostegno.',
  human: 'Molti ci stanno provando in questo momento. Conferma qui sotto di essere una persona e premi di nuovo il pulsante. Non è stato addebitato nulla.',
} satisfies PageStrings;
