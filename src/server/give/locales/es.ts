import type { PageStrings } from '../words.ts';

/** Spanish: "tú". */
export default {
  check: 'Comprueba esto: {title}',
  linkUnusable: 'No se ha podido usar una parte del enlace que te ha traído aquí. Comprueba lo que está elegido abajo.',
  repeats: 'El apoyo mensual o anual se repite hasta que lo canceles.',
  between: 'Entre {min} y {max}.',
  whichOne: 'Has elegido {chosen} y has escrito {written}. ¿Cuál es la cantidad correcta?',
  chosenOnly: 'Has elegido {chosen}, y lo que has escrito no se puede leer como una cantidad. ¿Es correcto {chosen}?',
  backToPage: 'Volver a la página de la que vienes',
  notFinished: 'Aún sin terminar',
  notPaidYet: 'Este apoyo aún no se ha pagado. No se ha cobrado nada.',
  nothingCharged: 'No se ha cobrado nada',
  didNotWork: 'No ha funcionado',
  notHere: 'Aquí no hay nada',
  nothingToSupport: 'No hay nada que apoyar en esta dirección.',
  noSuchGift: 'No hay ningún apoyo registrado en esta dirección.',
  human: 'Muchos lo intentan en este momento. Confirma abajo que eres una persona y vuelve a pulsar el botón. No se ha cobrado nada.',
} satisfies PageStrings;
