// The routes an app really has, read from the app itself, so that no route can be forgotten by a test.

/** Every route as `GET /api/me`, from `app.printRoutes({ commonPrefix: false })`. */
export function routesIn(printed: string): string[] {
  const path: string[] = [];
  return printed.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([^)]+)\)$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    path.length = depth;
    path.push(part);
    const whole = path.join('').replace(/^\/\//, '/');
    return methods.split(', ').map((method) => `${method} ${whole}`);
  });
}
