// Runs before the first paint so that neither theme nor text size flashes. A file, because the policy allows no inline script.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var scheme = read('wardline.theme');
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  root.setAttribute('data-mantine-color-scheme', scheme);
  var size = read('wardline.text-size');
  if (size) root.setAttribute('data-text-size', size);
  if (read('wardline.motion') === 'reduce') root.setAttribute('data-motion', 'reduce');
  var language = read('wardline.language');
  if (language) root.setAttribute('lang', language);
})();
