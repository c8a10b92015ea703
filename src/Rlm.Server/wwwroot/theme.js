// Before anything is drawn: what was chosen, else what the system says.
(() => {
  const key = 'rlm-theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const show = () => { root.dataset.theme = stored() ?? (system.matches ? 'dark' : 'light'); };
  show();
  system.addEventListener('change', show);
  addEventListener('storage', show);
  document.addEventListener('click', event => {
    if (event.target.closest('[data-theme-toggle]')) {
      try { localStorage.setItem(key, root.dataset.theme === 'dark' ? 'light' : 'dark'); } catch { /* It lasts as long as the page. */ }
      show();
    }
  });
})();
