/** In ms: what the rules call an hour, a month and a year. */
export const hour = 60 * 60 * 1000
export const month = 30 * 24 * hour
export const year = 365 * 24 * hour

/** How long a case number stays with its case. */
export const caseLivesFor = 90 * 24 * hour
