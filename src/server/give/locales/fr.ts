import type { PageStrings } from '../words.ts';

/** French: "vous", without participles that would tell a reader's gender. U+202F before ? ! : ; and the curly apostrophe. */
export default {
  check: 'À vérifier\u202f: {title}',
  linkUnusable: 'Une partie du lien que vous avez suivi n’a pas pu être utilisée. Veuillez vérifier ce qui est choisi ci-dessous.',
  repeats: 'Les soutiens mensuels et annuels se répètent jusqu’à ce que vous les arrêtiez.',
  between: 'De {min} à {max}.',
  whichOne: 'Vous avez choisi {chosen} et écrit {written}. Quel est le bon montant\u202f?',
  chosenOnly: 'Vous avez choisi {chosen}, et ce que vous avez écrit ne peut pas être lu comme un montant. Est-ce bien {chosen}\u202f?',
  backToPage: 'Revenir à la page d’où vous venez',
  notFinished: 'Pas encore terminé',
  notPaidYet: 'Ce soutien n’a pas encore été payé. Rien n’a été débité.',
  nothingCharged: 'Rien n’a été débité',
  didNotWork: 'Cela n’a pas fonctionné',
  notHere: 'Il n’y a rien ici',
  nothingToSupport: 'Il n’y a rien à soutenir à cette adresse.',
  noSuchGift: 'Aucun soutien n’est enregistré à cette adresse.',
  human: 'Beaucoup essaient en ce moment. Confirmez ci-dessous que vous êtes un humain, puis appuyez de nouveau sur le bouton. Rien n’a été débité.',
} satisfies PageStrings;
