import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {type DigestCursor, openDigestCursor} from '../../records/digest-log.ts';
import {readJournal} from '../../records/journal.ts';
import type {RunDocument} from '../../records/run-document.ts';
import type {CommandLine, JournalLine, StartLine} from '../replay/journal-lines.ts';
import {journalLine} from '../replay/journal-lines.ts';
import {journalOf} from '../replay/survey.ts';
import {isStart} from '../replay/timeline.ts';
import {type RunLife, runState} from '../run-state.ts';
import {countsIn, type Lineage, lineageOf} from './lineage.ts';

/** A run whose records were opened to be compared, as far as they had come then. */
export interface OpenedRun {
	readonly directory: string;
	readonly document: RunDocument;
	readonly life: RunLife;
	/** The stretch that the first tick of the lineage belongs to, and the newest. */
	readonly start: StartLine;
	readonly newest: StartLine;
	/** The ticks that it ended up with, on the graph and the model that it has now. */
	readonly lineage: Lineage;
	readonly first: number;
	readonly last: number;
	/** Stretches on another graph or model come before it. */
	readonly cut: boolean;
	/** The commands that led to them, in order. */
	readonly commands: readonly CommandLine[];
	/** Lines of the journal, and the last tick of each epoch that has a digest: what a replay is bounded by. */
	readonly lines: number;
	readonly recorded: ReadonlyMap<number, number>;
	readonly digests: number;
	readonly notes: readonly string[];
}

/** Where the digests of a run are. */
const digestPath = (directory: string): string => join(directory, 'digests.bin');

/**
Opens the records of a run; changes nothing, whether it is going on, ended or was killed. Throws `run-document`, `journal-broken`, `journal-empty`
and `journal-foreign`.
*/
export async function openCompared(directory: string): Promise<OpenedRun> {
	// In the order of writing backwards: what the first names is in the others, also while the run goes on.
	const {document, life} = await runState(directory);
	const notes: string[] = [];
	const {recorded, digests} = lastDigests(directory, notes);
	const {lines, count} = await readLines(directory);
	const starts = lines.filter(isStart);
	const newest = starts.at(-1);
	if (!newest)
		throw new ConnectopError('unverified', 'journal-empty', `${journalOf(directory)}: holds no header: no comparison`);
	const {checkpoints} = document;
	const whole = lineageOf(lines, {
		last: epoch => lastOf(epoch, {document, life, recorded}),
		seq: file => checkpoints.find(each => each.file === file)?.seq,
	});
	const lineage = whole.filter(({epoch}) => sameGround(startOf(starts, epoch), newest));
	const [first, last] = [lineage[0]?.from ?? 0, lineage.at(-1)?.to ?? 0];
	if (lineage.length < whole.length)
		notes.push(`it went on with another graph or model at tick ${first}; what was before that is left out`);
	return {
		directory,
		document,
		life,
		start: startOf(starts, lineage[0]?.epoch ?? 0) ?? newest,
		newest,
		lineage,
		first,
		last,
		cut: lineage.length < whole.length,
		commands: commandsAlong(lines, lineage),
		lines: count,
		recorded,
		digests,
		notes,
	};
}

function lastDigests(directory: string, notes: string[]): Pick<OpenedRun, 'recorded' | 'digests'> {
	const recorded = new Map<number, number>();
	try {
		const cursor = openDigestCursor(digestPath(directory));
		for (; cursor.current; cursor.advance()) recorded.set(cursor.current.epoch, cursor.current.tick);
		const digests = cursor.passed;
		cursor.close();
		return {recorded, digests};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		notes.push(`its digests can't be read: ${error.message}`);
		return {recorded: new Map(), digests: 0};
	}
}

async function readLines(directory: string): Promise<{lines: readonly JournalLine[]; count: number}> {
	const path = journalOf(directory);
	const lines: JournalLine[] = [];
	let count = 0;
	for await (const entry of readJournal(path)) {
		count++;
		const line = journalLine(entry, path);
		if (line) lines.push(line);
	}
	return {lines, count};
}

/** The stretch that an epoch belongs to. */
const startOf = (starts: readonly StartLine[], epoch: number): StartLine | undefined =>
	starts.findLast(each => each.epoch <= epoch);

const sameGround = (one: StartLine | undefined, other: StartLine): boolean =>
	one?.graph.sha256 === other.graph.sha256 && one.model === other.model;

/** The last tick that was kept of an epoch. What run.json says of a run that goes on is younger than what is on disk. */
function lastOf(epoch: number, {document, life, recorded}: Pick<OpenedRun, 'document' | 'life' | 'recorded'>): number {
	const saved = document.checkpoints.flatMap(each => (each.epoch === epoch ? [each.tick] : []));
	const ended = life === 'ended' && document.epoch === epoch ? document.lastTick : -1;
	return Math.max(-1, ended, recorded.get(epoch) ?? -1, ...saved);
}

function commandsAlong(lines: readonly JournalLine[], lineage: Lineage): readonly CommandLine[] {
	let epoch = 0;
	return lines.flatMap(line => {
		const before = epoch;
		epoch = line.epoch;
		if (line.kind !== 'command') return [];
		return countsIn(lineage, {epoch: before, at: line.at, seq: line.seq}) ? [line] : [];
	});
}

/** A pass through the digests of a run. Throws `log-missing`. */
export const openDigests = ({directory}: OpenedRun): DigestCursor => openDigestCursor(digestPath(directory));
