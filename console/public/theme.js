// Sets theme, language and direction before the first paint, so that nothing flashes: loaded blocking, in the head.
(() => {
  const page = document.documentElement;
  const saved = (name) => {
    try {
      return localStorage.getItem(`rollcall.${name}`);
    } catch {
      return null;
    }
  };
  const language = saved('language') ?? (navigator.language.startsWith('ms') ? 'ms' : 'en');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  page.lang = language;
  page.dir = language === 'ar' ? 'rtl' : 'ltr';
  page.dataset.theme = saved('theme') ?? (dark ? 'dark' : 'light');
  page.dataset.density = saved('density') ?? 'comfortable';
})();
