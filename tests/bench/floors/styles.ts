/** The looks of every floor: what the widget's amount to, as far as a reader sees them at first. */
export const styles = [
  ':host,.support{display:block;box-sizing:border-box;max-inline-size:28rem;padding:1rem;border:1px solid #8886;border-radius:.5rem;font:1rem/1.5 system-ui,sans-serif}',
  'h2{margin:0 0 .75rem;font-size:1.25rem}',
  'p{margin:0}',
  '.goal{margin-block-end:.75rem}',
  '.bar{block-size:.5rem;border-radius:.25rem;background:#8884;overflow:hidden}',
  '.bar i{display:block;block-size:100%;background:#0b6b4f}',
  'fieldset{display:grid;grid-template-columns:repeat(auto-fit,minmax(5rem,1fr));gap:.5rem;margin:0 0 .75rem;padding:0;border:0}',
  'legend{padding:0;margin-block-end:.25rem}',
  'label{position:relative;display:block}',
  'label input[type=radio]{position:absolute;inset:0;opacity:0;margin:0}',
  'label span{display:block;min-block-size:44px;box-sizing:border-box;padding:.5rem;border:2px solid #8886;border-radius:.375rem;text-align:center}',
  ':checked+span{border-color:#0b6b4f;font-weight:600}',
  ':focus-visible+span{outline:2px solid #0b6b4f;outline-offset:2px}',
  '.other{margin-block-end:.75rem}',
  '.other input{display:block;box-sizing:border-box;inline-size:100%;min-block-size:44px;padding:.5rem;border:1px solid #888;border-radius:.375rem;font:inherit}',
  'button{inline-size:100%;min-block-size:44px;padding:.5rem;border:0;border-radius:.375rem;background:#0b6b4f;color:#fff;font:inherit;font-weight:600}',
].join('\n');
