import type { PageStrings } from '../words.ts';

/** Japanese: です・ます. */
export default {
  check: 'ご確認ください：{title}',
  linkUnusable: 'お使いのリンクの一部を利用できませんでした。下で選ばれている内容をご確認ください。',
  repeats: '毎月・毎年のご支援は、停止するまで繰り返されます。',
  between: '{min}から{max}まで。',
  whichOne: '{chosen}が選ばれていますが、{written}と入力されています。どちらが正しいですか？',
  chosenOnly: '{chosen}が選ばれていますが、入力された内容を金額として読み取れません。{chosen}でよろしいですか？',
  backToPage: '元のページに戻る',
  notFinished: 'まだ完了していません',
  notPaidYet: 'このご支援はまだ支払われていません。請求は行われていません。',
  nothingCharged: '請求は行われていません',
  didNotWork: 'うまくいきませんでした',
  notHere: 'ここには何もありません',
  nothingToSupport: 'このアドレスに支援できるものはありません。',
  noSuchGift: 'このアドレスにご支援の記録はありません。',
  human: '現在、多くのアクセスがあります。下で人であることを確認してから、もう一度ボタンを押してください。請求は発生していません。',
} satisfies PageStrings;
