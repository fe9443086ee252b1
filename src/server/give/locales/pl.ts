import type { PageStrings } from '../words.ts';

/** Polish: the second person singular, in imperatives and never in the past tense, which would tell a reader's gender. */
export default {
  check: 'Sprawdź: {title}',
  linkUnusable: 'Części linku, który tu prowadzi, nie udało się użyć. Sprawdź, co jest wybrane poniżej.',
  repeats: 'Wsparcie miesięczne i roczne powtarza się, dopóki go nie zatrzymasz.',
  between: 'Od {min} do {max}.',
  whichOne: 'Wybrana kwota to {chosen}, a wpisana to {written}. Która jest właściwa?',
  chosenOnly: 'Wybrana kwota to {chosen}, a wpisanego tekstu nie da się odczytać jako kwoty. Czy kwota {chosen} jest właściwa?',
  backToPage: 'Wróć na stronę wyjściową',
  notFinished: 'Jeszcze nie zakończono',
  notPaidYet: 'To wsparcie nie zostało jeszcze opłacone. Nie pobrano żadnej kwoty.',
  nothingCharged: 'Nie pobrano żadnej kwoty',
  didNotWork: 'To się nie udało',
  notHere: 'Nic tu nie ma',
  nothingToSupport: 'Pod tym adresem nie ma czego wspierać.',
  noSuchGift: 'Pod tym adresem nie zapisano żadnego wsparcia.',
  human: 'Wiele osób próbuje w tej chwili. Potwierdź poniżej, że jesteś człowiekiem, i naciśnij przycisk ponownie. Nie pobrano żadnej kwoty.',
} satisfies PageStrings;
