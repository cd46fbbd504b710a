/** What stands below the options of the commands for many machines. */
export const collectHelp = `
Carry the file from machine to machine, each of which has the program installed ("install"), or let
each write a file of its own and merge them afterwards:

  collect requests.ndjson                       on every machine
  collect requests.ndjson --from FOLDER         merges the .ndjson files of a folder
  submit requests.ndjson --to https://…         on a computer with a network
  deposit requests.answers.ndjson               on every machine again

A machine that is in the file already is not added twice. Lines that are damaged are named and left
out; the file as it was is kept then.`

export const submitHelp = `
Every answer is written as it comes. It may be interrupted and given again: what was confirmed is not
asked again, what was refused is. Labels are not sent.`

export const depositHelp = `
Keep the answer file. On a machine that was set up anew, "install" with the same product key and
"deposit" with the old file activate it again without a call, as long as nothing but the system was
replaced; so does a file with the answer to the installation ID that the wizard still shows, on a
machine that has changed a little.`
