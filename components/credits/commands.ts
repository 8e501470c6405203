import type { Session } from "#lib/contract/session.ts";

/** A name in a shell's double quotes. */
const quoted = (name: string) => `"${name.replace(/["\\$`]/g, "\\$&")}"`;

const place = ({ workspace, mode }: Session) =>
  `--workspace ${quoted(workspace.name)} --mode ${mode}`;

/** How an operator gives credits to a visitor's workspace, in the mode that is looked at. */
export function grantCommand(session: Session): string {
  return `npm run credits -- grant ${place(session)} --amount 1000`;
}

/** How an operator makes a key for it. */
export function keyCommand(session: Session): string {
  return `npm run key -- ${place(session)} --name NAME`;
}
