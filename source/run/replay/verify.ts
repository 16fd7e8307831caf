import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {openDigestCursor} from '../../records/digest-log.ts';
import {readJournal} from '../../records/journal.ts';
import {type RunDocument, readRunDocument} from '../../records/run-document.ts';
import {checkCode, checkGraph} from './check-files.ts';
import {createDigestCheck, type TickRange} from './digest-check.ts';
import {journalLine} from './journal-lines.ts';
import {listStates} from './listed-states.ts';
import {journalOf, type Survey, surveyJournal} from './survey.ts';
import {findCheckpoints} from './waiting-checkpoints.ts';
import {createWalk, isExact, type Progress, type Walk} from './walk.ts';

/** What was found to be equal. */
export interface Verification {
	/** Ticks whose state has the digest that was recorded. */
	readonly ticks: number;
	/** Ticks that were replayed, with a recorded digest or without. */
	readonly replayed: number;
	/** Ticks before an end that have no digest because a disk did not take it, as the journal says. They were replayed alone. */
	readonly lost: readonly TickRange[];
	readonly epochs: number;
	/** Checkpoints whose content is the replayed state. */
	readonly checkpoints: number;
	readonly commands: number;
	/** False where the run, or a stretch of it, was on a kernel that is not bit-exact: its checkpoints are equal within 1e-5. */
	readonly exact: boolean;
	/** False for a run that is going on or was killed: it is right as far as it was recorded. */
	readonly ended: boolean;
}

/**
Plays a run's journal through a fresh engine and compares every state that was recorded: the digest of each tick, and each checkpoint byte for
byte. Changes nothing, so that a run that is going on can be verified as far as it has come. Throws a ConnectopError of kind `unverified` that
names the first tick that differs, or the file, and the line, that is damaged.
*/
export async function verifyRun(directory: string, progress: Progress = () => undefined): Promise<Verification> {
	try {
		return await verify(directory, progress);
	} catch (error) {
		// Whatever is wrong with a file of the run, the run is not verified.
		if (!(error instanceof ConnectopError)) throw error;
		throw new ConnectopError('unverified', error.code, error.message, {cause: error});
	}
}

async function verify(directory: string, progress: Progress, again = true): Promise<Verification> {
	// In the order of writing backwards: what the first names is in the others, also while the run goes on.
	const document = await readRunDocument(directory);
	const states = await listStates(directory, document.checkpoints);
	const digestPath = join(directory, 'digests.bin');
	const cursor = openDigestCursor(digestPath);
	try {
		const survey = await surveyJournal(directory);
		// It has ended since: its digests are counted anew.
		if (again && document.status === 'running' && survey.stretches.at(-1)?.ended)
			return await verify(directory, progress, false);
		refuseUncertain(survey, directory);
		const ended = endedAs(document, survey, journalOf(directory));
		for (const {start} of survey.stretches) {
			await checkGraph(directory, start);
			await checkCode(directory, start);
		}
		const checkpoints = await findCheckpoints(directory, states);
		const digests = createDigestCheck(digestPath, cursor);
		const walk = createWalk({directory, survey, checkpoints, digests, progress});
		try {
			await follow(directory, survey, walk);
		} finally {
			await walk.close();
		}
		digests.finish();
		checkpoints.finish();
		return {
			ticks: digests.equal,
			replayed: walk.replayed,
			lost: digests.lost,
			epochs: walk.epochs,
			checkpoints: checkpoints.equal,
			commands: survey.commands,
			exact: survey.stretches.every(({start}) => isExact(start)),
			ended,
		};
	} finally {
		cursor.close();
	}
}

/** Goes the whole way that a journal leads. */
async function follow(directory: string, survey: Survey, walk: Walk): Promise<void> {
	for await (const entry of readJournal(journalOf(directory))) {
		if (entry.line > survey.lines) break;
		const line = journalLine(entry, journalOf(directory));
		if (line?.kind === 'command') await walk.command(line);
		else if (line?.kind === 'end') await walk.to(line.tick, line.line);
		else if (line) await walk.begin(line);
	}
	await walk.finish();
}

/** An engine whose bits are another run's the next time can't be compared with what it was. */
function refuseUncertain({stretches}: Survey, directory: string): void {
	const other = stretches.find(({start}) => start.engine && !isExact(start));
	if (!other) return;
	throw new ConnectopError(
		'unverified',
		'engine-lacks',
		`${directory}: can't be verified: its engine, ${other.start.engine?.hello.name}, does not say that it is deterministic`,
	);
}

/** Whether the run came to its end; a journal that lacks one that run.json knows of has lost its last lines. */
function endedAs({status, endedAt}: RunDocument, {stretches}: Survey, path: string): boolean {
	const ended = stretches.at(-1)?.ended === true;
	if (status !== 'ended' || ended) return ended;
	throw new ConnectopError(
		'unverified',
		'journal-broken',
		`${path}: its last lines are missing: the run ended at ${endedAt} and the journal does not`,
	);
}
