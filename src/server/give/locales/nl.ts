import type { PageStrings } from '../words.ts';

/** Dutch: "je". */
export default {
  check: 'Controleer dit: {title}',
  linkUnusable: 'Een deel van de link die je hier bracht, kon niet worden gebruikt. Controleer wat hieronder is gekozen.',
  repeats: 'Maandelijkse en jaarlijkse steun herhaalt zich tot je die stopzet.',
  between: 'Van {min} tot en met {max}.',
  whichOne: 'Je hebt {chosen} gekozen en {written} ingevuld. Welk bedrag klopt?',
  chosenOnly: 'Je hebt {chosen} gekozen, en wat je hebt ingevuld is niet als bedrag te lezen. Klopt {chosen}?',
  backToPage: 'Terug naar de pagina waar je vandaan kwam',
  notFinished: 'Nog niet afgerond',
  notPaidYet: 'Deze steun is nog niet betaald. Er is niets afgeschreven.',
  nothingCharged: 'Er is niets afgeschreven',
  didNotWork: 'Dat is niet gelukt',
  notHere: 'Hier is niets',
  nothingToSupport: 'Op dit adres valt niets te steunen.',
  noSuchGift: 'Op dit adres is geen steun geregistreerd.',
  human: 'Veel mensen proberen het op dit moment. Bevestig hieronder dat je een mens bent en druk opnieuw op de knop. Er is niets afgeschreven.',
} satisfies PageStrings;
