/**
 * A text that any channel can carry: no control characters, half surrogates or non-characters, and one
 * blank where white space was. Twilio's builder throws on the first two.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
