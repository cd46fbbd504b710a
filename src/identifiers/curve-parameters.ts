/** The Barreto–Naehrig curve with the largest u for which p has 48 digits: its numbers, without any of its arithmetic. */
export const u = 408248289629n

/** The order of the field. */
export const p = 36n * u ** 4n + 36n * u ** 3n + 24n * u ** 2n + 6n * u + 1n

/** The order of the groups G1 and G2. */
export const n = 36n * u ** 4n + 36n * u ** 3n + 18n * u ** 2n + 6n * u + 1n
