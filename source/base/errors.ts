/** Exit codes of the program, by kind of failure (docs: README, "Exit codes"). */
export const exitCodes = {
	failed: 1, // a run that was going failed
	usage: 2, // the command line is wrong
	invalid: 3, // a configuration or an input file is wrong, or a part that was asked for is missing
	unverified: 4, // a verification did not hold
} as const;

export type FailureKind = keyof typeof exitCodes;

/**
An error meant for the user: one line that says what is wrong, where, and what is allowed.

`code` is stable and greppable (`graph-malformed`); `kind` decides the exit code. Anything thrown that is not
one of these is a defect of the program and is reported in a file with its stack.
*/
export class ConnectopError extends Error {
	override readonly name = 'ConnectopError';
	readonly kind: FailureKind;
	readonly code: string;

	constructor(kind: FailureKind, code: string, message: string, options?: ErrorOptions) {
		super(message, options);
		this.kind = kind;
		this.code = code;
	}
}

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
