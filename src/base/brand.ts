/** A value that was parsed once, at the edge: `Brand<string, 'CallId'>` is a string no other string passes for. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }

/** Twilio's CallSid, or another channel's name for one exchange. */
export type CallId = Brand<string, 'CallId'>

/** A telephone number in E.164 form, with its plus sign. */
export type E164 = Brand<string, 'E164'>

/** Eight digits, the last one a Damm check digit over the other seven; said as 4 + 4. */
export type CaseNumber = Brand<string, 'CaseNumber'>

/** An ISO 3166 country that has a script: `NL`. */
export type Country = Brand<string, 'Country'>

/** A language that has locales: a BCP 47 tag such as `nl`. */
export type Language = Brand<string, 'Language'>

/** Nine groups of seven digits whose check digits fit; nothing is said about the proof. */
export type InstallationId = Brand<readonly string[], 'InstallationId'>

/** Eight groups of seven digits, lettered A to H. */
export type ConfirmationId = Brand<readonly string[], 'ConfirmationId'>
