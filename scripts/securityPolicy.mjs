/** The built page's content security policy: nothing but its own files, no script in its markup, no `eval`, no request elsewhere. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  // Figures are drawn from their own markup before they are saved.
  'img-src': "'self' blob: data:",
  // What is placed by numbers is styled by attributes.
  'style-src': "'self' 'unsafe-inline'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** @returns {import('vite').Plugin} */
export function securityPolicy() {
  const content = Object.entries(POLICY)
    .map((one) => one.join(' '))
    .join('; ');
  return {
    name: 'security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  };
}
