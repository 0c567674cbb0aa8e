/** Bodies as people read them. */

/** JSON and XML with their structure in sight; anything else, and what is cut off, as it is. */
export function pretty(body: string): string {
  const text = body.trim();
  if (text.startsWith('<')) return prettyXml(text);
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return body;
  }
}

/** Each element on a line of its own, text beside its tags; an element that has no end here changes nothing. */
function prettyXml(text: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const part of text.replaceAll(/>\s+</g, '><').split(/(?<=>)(?=<)/)) {
    const isEnd = part.startsWith('</');
    if (isEnd) depth = Math.max(0, depth - 1);
    lines.push('  '.repeat(depth) + part);
    const opens = /^<[^!?/]/.test(part) && !/\/>$/.test(part) && !/<\/[^>]+>$/.test(part);
    if (opens && !isEnd) depth += 1;
  }
  return lines.join('\n');
}
