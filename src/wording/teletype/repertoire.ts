/**
 * What a text telephone prints (TIA-825-A, V.18 Annex A), without control characters. Each of the other modes of
 * V.18 has all of it.
 */
export const repertoire: ReadonlySet<string> = new Set(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -$\',!:(")=?+./;',
)
