/** A body that is no JSON document in strict UTF-8. The message is fit for the client. */
export class MalformedBodyError extends Error {}

/** Deeper nesting makes a body malformed; the contract leaves the limit open from 100 to 1,000. */
const MAX_DEPTH = 500;

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
// A whole pair, half of one, or any other escape, so that the `u` behind `\\` is not taken for one.
const ESCAPES =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)/g;

/** Skips one leading byte order mark. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a whole body as JSON (RFC 8259), after judging it as strict UTF-8. Of repeated keys the last
 * one counts; half of a surrogate pair, which has no UTF-8 form, becomes U+FFFD.
 */
export function parseJson(body: Uint8Array): unknown {
  const text = withoutLoneSurrogates(decode(body));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedBodyError('Malformed JSON');
  }
  if (isTooDeep(text)) {
    throw new MalformedBodyError(`Malformed JSON: nested more than ${MAX_DEPTH} levels deep`);
  }
  return value;
}

function decode(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new MalformedBodyError('Malformed JSON: not valid UTF-8');
  }
}

function withoutLoneSurrogates(text: string): string {
  return SURROGATE_ESCAPE.test(text)
    ? text.replace(ESCAPES, (escape, lone?: string) => (lone === undefined ? escape : '\\ufffd'))
    : text;
}

/** Whether valid JSON nests too deeply. */
function isTooDeep(json: string): boolean {
  // Most bodies have too few brackets for that, which the engine finds out faster than the loop.
  return occursMoreOften(json, '{', '[', MAX_DEPTH) && depthOf(json) > MAX_DEPTH;
}

function occursMoreOften(text: string, one: string, other: string, limit: number): boolean {
  let count = 0;
  for (const sought of [one, other]) {
    for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
      count += 1;
      if (count > limit) {
        return true;
      }
    }
  }
  return false;
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const c = json[i];
    if (inString) {
      if (c === '\\') {
        i += 1;
      } else if (c === '"') {
        inString = false;
      }
    } else if (c === '"') {
      inString = true;
    } else if (c === '{' || c === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (c === '}' || c === ']') {
      depth -= 1;
    }
  }
  return deepest;
}
