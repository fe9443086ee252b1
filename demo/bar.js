document.querySelector('main button').addEventListener('click', () => {
  document.querySelector('support-widget').open();
});
