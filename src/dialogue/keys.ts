/** The keys of one listening. `doubts`: of each, from 0 to 1, where a channel knows that it heard some badly. */
export type Keys = { readonly keys: string; readonly doubts?: readonly number[] }
