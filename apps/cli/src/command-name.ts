/**
 * How the command is called here, for hints that can be copied: inside a clone it is `npx kwit`, which is also what a
 * person types who has started Kwit by npm.
 */
export const commandName: string = process.env.npm_command === undefined ? 'kwit' : 'npx kwit';
