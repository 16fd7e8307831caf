import {existsSync} from 'node:fs';
import {hostname} from 'node:os';
import process from 'node:process';
import {inspect} from 'node:util';
import {ConnectopError, exitCodes, messageOf} from '../base/errors.ts';
import {version} from '../base/version.ts';
import type {RunClient} from '../run/client.ts';
import type {RunOptions} from '../run/options.ts';
import type {Event} from '../run/protocol.ts';
import {crashFolder, writeCrashFile} from './crash-file.ts';
import {ownVariables, scrub, withoutSecrets} from './crash-secrets.ts';

const eventsTold = 50;

/** The run that goes on in this process, as far as a report tells of it. */
export interface CrashRun {
	readonly directory: string;
	/** What it was asked to be. */
	readonly options?: Readonly<Record<string, unknown>>;
	/** Its newest events, oldest first. */
	events(): readonly Event[];
}

/** What a report tells besides the error. */
export interface CrashContext {
	readonly argv: readonly string[];
	readonly run?: CrashRun | undefined;
}

let current: CrashRun | undefined;

/** Tells which run goes on in this process, for a report; gives it back. It stays so after its end: that may be what failed. */
export function followed<T extends Pick<RunClient, 'facts' | 'frame'>>(run: T, options: RunOptions): T {
	current = {directory: run.facts.directory, options: {...options}, events: () => run.frame().events};
	return run;
}

/**
Writes a report of a defect into the run's directory, else into the user's own folder of them, and gives the line that tells of it. Where it can't
be written the line says so, and the stack follows. Never throws.
*/
export function writeCrashReport(error: unknown, {argv, run = current}: CrashContext): string {
	const at = new Date();
	const text = scrub(`${JSON.stringify(whatCanBeTold(error, argv, run, at), null, '\t')}\n`, process.env, argv);
	const folders = [...(run && existsSync(run.directory) ? [run.directory] : []), crashFolder()];
	const written = writeCrashFile(text, at, folders);
	const what = scrub(lineOf(error), process.env, argv);
	const begin = `connectop: a defect: ${what}`;
	if ('path' in written) return `${begin}; please report it with ${written.path}\n`;
	const why = `its report can't be written (${written.refused.join('; ')})`;
	return `${begin}; ${why}\n${scrub(stackOf(error), process.env, argv)}\n`;
}

/** Reports whatever nobody caught, and ends the program. Returns how to stop. */
export function watchForCrashes(argv: readonly string[]): () => void {
	const crash = (error: unknown) => {
		release(); // a second failure on the way out must not come here again
		const known = error instanceof ConnectopError;
		const line = known ? `connectop: ${error.message}\n` : writeCrashReport(error, {argv});
		// Whoever has the terminal gives it back when the process exits; what was written before that would be lost with the picture.
		process.emit('exit', 1);
		process.stderr.write(line);
		process.exit(known ? exitCodes[error.kind] : exitCodes.failed);
	};
	const release = () => {
		process.off('uncaughtException', crash);
		process.off('unhandledRejection', crash);
	};
	process.on('uncaughtException', crash);
	process.on('unhandledRejection', crash);
	return release;
}

/** Where nothing works any more, such as without file descriptors, the error alone. */
function whatCanBeTold(...told: Parameters<typeof content>): object {
	try {
		return content(...told);
	} catch (second) {
		return {version, error: described(told[0]), incomplete: messageOf(second)};
	}
}

function content(error: unknown, argv: readonly string[], run: CrashRun | undefined, at: Date) {
	return {
		version,
		node: process.version,
		platform: `${process.platform} ${process.arch}`,
		time: at.toISOString(),
		host: hostname(),
		argv: withoutSecrets(argv),
		environment: ownVariables(process.env),
		error: described(error),
		uptime: process.uptime(),
		memory: process.memoryUsage(),
		...(run ? {run: {directory: run.directory, options: run.options, events: eventsOf(run)}} : {}),
	};
}

/** The newest events, or why there are none to be had: the run may be what is broken. */
function eventsOf(run: CrashRun): readonly Event[] | string {
	try {
		return run.events().slice(-eventsTold);
	} catch (error) {
		return `not to be had: ${messageOf(error)}`;
	}
}

/** An error with its cause, and what else it holds, such as the code of a system error. */
function described(error: unknown): Readonly<Record<string, unknown>> {
	if (!(error instanceof Error)) return {thrown: inspect(error)};
	const {name, message, stack, cause, ...rest} = error;
	return {
		name,
		message,
		stack: stack?.split('\n'),
		...(Object.keys(rest).length === 0 ? {} : {more: inspect(rest)}),
		...(cause === undefined ? {} : {cause: described(cause)}),
	};
}

const lineOf = (error: unknown): string =>
	(error instanceof Error ? `${error.name}: ${error.message}` : inspect(error, {breakLength: Infinity})).split(
		'\n',
		1,
	)[0] ?? '';

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : inspect(error));
