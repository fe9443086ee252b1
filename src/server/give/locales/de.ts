import type { PageStrings } from '../words.ts';

/** German: "Sie". */
export default {
  check: 'Bitte prüfen: {title}',
  linkUnusable: 'Ein Teil des Links, der Sie hierhergeführt hat, war nicht verwendbar. Bitte prüfen Sie, was unten gewählt ist.',
  repeats: 'Monatliche und jährliche Unterstützung wiederholt sich, bis Sie sie beenden.',
  between: 'Von {min} bis {max}.',
  whichOne: 'Sie haben {chosen} gewählt und {written} eingegeben. Welcher Betrag ist richtig?',
  chosenOnly: 'Sie haben {chosen} gewählt, und Ihre Eingabe lässt sich nicht als Betrag lesen. Ist {chosen} richtig?',
  backToPage: 'Zurück zu der Seite, von der Sie kommen',
  notFinished: 'Noch nicht abgeschlossen',
  notPaidYet: 'Diese Unterstützung ist noch nicht bezahlt. Es wurde nichts abgebucht.',
  nothingCharged: 'Es wurde nichts abgebucht',
  didNotWork: 'Das hat nicht geklappt',
  notHere: 'Hier ist nichts',
  nothingToSupport: 'Unter dieser Adresse gibt es nichts zu unterstützen.',
  noSuchGift: 'Unter dieser Adresse ist keine Unterstützung verzeichnet.',
  human: 'Gerade versuchen es viele. Bitte bestätigen Sie unten, dass Sie ein Mensch sind, und drücken Sie den Knopf erneut. Es wurde nichts abgebucht.',
} satisfies PageStrings;
