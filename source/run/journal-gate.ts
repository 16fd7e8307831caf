import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError} from '../base/errors.ts';
import type {Command, Outcome} from './protocol.ts';
import type {Recorder} from './recorder.ts';

/** Who waits for the journal looks again after so long, ms. */
const againMs = 250;
/** A checkpoint that takes longer is answered with that. */
const savingMs = 20_000;
/** Commands that change no state: a replay is the same without them, so that they are taken while nothing can be journalled. */
const paceOnly: ReadonlySet<string> = new Set(['stop', 'pause', 'resume', 'step', 'checkpoint', 'picture']);
const stopOnly: ReadonlySet<string> = new Set(['stop']);

/** Lets no command into a run whose journal could not tell of it: it could not be replayed. */
export interface JournalGate {
	/**
	What is answered to a command that can't be journalled now; undefined when it may be carried out. It is told to who sent it alone: an event each would
	have to wait for the disk as well.
	*/
	refusal(command: Command): Outcome | undefined;
	/**
	The answer to a command, when it is in the journal's file: a kill of this process does not lose what was answered with a tick. To a checkpoint, when
	it is written; called at once when the engine has answered, since the newest state is then the one that was asked for.
	*/
	acknowledged(command: Command, outcome: Outcome): Promise<Outcome>;
	/** Resolves when what steers the run can be journalled, or the run is over. */
	open(over: () => boolean): Promise<void>;
}

/** The gate before the journal of a recorder. */
export function createJournalGate(
	recorder: Pick<Recorder, 'brimful' | 'checkpointed' | 'journalled' | 'refused' | 'trouble' | 'unrecordable'>,
	patience = savingMs,
): JournalGate {
	async function saved(outcome: Outcome & {ok: true}): Promise<Outcome> {
		const late = Promise.withResolvers<'late'>();
		const timer = setTimeout(() => late.resolve('late'), patience).unref();
		const found = await Promise.race([recorder.checkpointed(), late.promise]);
		clearTimeout(timer);
		if (found === undefined) return outcome;
		const what = `checkpoint: of tick ${outcome.tick}, not saved`;
		if (found === 'late')
			return {ok: false, code: 'disk-slow', error: `${what} after ${patience / 1000} s; it is still being written`};
		const code = found instanceof ConnectopError ? found.code : 'failed';
		return {ok: false, code, error: `${what}: ${found.message}`};
	}

	return {
		refusal({id}) {
			const taken = recorder.brimful ? stopOnly : paceOnly;
			if (!recorder.unrecordable || taken.has(id)) return undefined;
			recorder.refused();
			const rest = recorder.brimful
				? 'stop goes on working'
				: 'stop, pause, resume and step go on working; a checkpoint or a picture is tried';
			const error = `${id}: not carried out, because it can't be journalled: ${recorder.trouble}; ${rest}`;
			return {ok: false, code: 'disk-full', error};
		},
		async acknowledged({id}, outcome) {
			if (outcome.ok && id === 'checkpoint') return saved(outcome);
			if (!outcome.ok || paceOnly.has(id)) return outcome;
			try {
				await recorder.journalled();
				return outcome;
			} catch (error) {
				if (!(error instanceof ConnectopError)) throw error;
				const {code, message} = error;
				return {
					ok: false,
					code,
					error: `${id}: carried out at tick ${outcome.tick}, but not journalled yet: ${message}`,
				};
			}
		},
		async open(over) {
			while (!over() && recorder.unrecordable) await delay(againMs);
		},
	};
}
