import type { PageStrings } from '../words.ts';

/** Brazilian Portuguese: "você". */
export default {
  check: 'Verifique: {title}',
  linkUnusable: 'Não foi possível usar uma parte do link que trouxe você até aqui. Verifique o que está escolhido abaixo.',
  repeats: 'Os apoios mensais e anuais se repetem até você cancelar.',
  between: 'De {min} a {max}.',
  whichOne: 'Você escolheu {chosen} e escreveu {written}. Qual é o valor certo?',
  chosenOnly: 'Você escolheu {chosen}, e o que você escreveu não pode ser lido como um valor. {chosen} está certo?',
  backToPage: 'Voltar à página de onde você veio',
  notFinished: 'Ainda não concluído',
  notPaidYet: 'Este apoio ainda não foi pago. Nada foi cobrado.',
  nothingCharged: 'Nada foi cobrado',
  didNotWork: 'Não deu certo',
  notHere: 'Não há nada aqui',
  nothingToSupport: 'Não há nada para apoiar neste endereço.',
  noSuchGift: 'Não há nenhum apoio registrado neste endereço.',
  human: 'Muitos estão tentando neste momento. Confirme abaixo que você é uma pessoa e pressione o botão de novo. Nada foi cobrado.',
} satisfies PageStrings;
