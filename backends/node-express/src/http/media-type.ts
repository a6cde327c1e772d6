// A parameter: a name, and a value that is a token or a quoted string (RFC 9110, section 5.6.6).
const PARAMETER = /^\s*;\s*(?:([^\s;="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))|([^;"]*))/;

/**
 * Whether a request with these `Content-Type` fields carries JSON: one field, its type exactly
 * `application/json`, its `charset`, where there is one, UTF-8.
 */
export function isJson(fields: readonly string[]): boolean {
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    return false;
  }
  const [type = ''] = field.split(';', 1);
  let rest = field.slice(type.length);
  if (type.trim().toLowerCase() !== 'application/json') {
    return false;
  }
  while (rest.trim() !== '') {
    const [whole, name = '', quoted, token] = PARAMETER.exec(rest) ?? [];
    if (whole === undefined) {
      return false;
    }
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '';
    if (name.toLowerCase() === 'charset' && value.toLowerCase() !== 'utf-8') {
      return false;
    }
    rest = rest.slice(whole.length);
  }
  return true;
}
