import {placeOfStateFile} from '../../records/checkpoint.ts';
import type {JournalLine} from '../replay/journal-lines.ts';
import {isStart} from '../replay/timeline.ts';

/** Ticks of one epoch that a run ended up with: the states after `from` up to `to`. */
export interface Piece {
	readonly epoch: number;
	readonly from: number;
	readonly to: number;
	/** Commands with a number up to this act on them; those of tick `to` with a larger one act on what was replaced. */
	readonly seq: number;
}

/** How a run came to its last state, the oldest piece first. A run that never went back is one piece. */
export type Lineage = readonly Piece[];

/** The way by which an epoch began. */
interface Beginning {
	readonly epoch: number;
	readonly tick: number;
	/** File of the state, when it is one of the run itself. */
	readonly file?: string;
}

/** What is known of a run besides its journal. */
export interface Recorded {
	/** The last tick of an epoch that anything was kept of. */
	last(epoch: number): number;
	/** Number of the last command that is in a saved state. */
	seq(file: string): number | undefined;
}

/**
The pieces that lead to the end of a run. Goes from the last epoch back to that of the state it began with, and so on; what a restore or a
resumption replaced is left out.
*/
export function lineageOf(lines: Iterable<JournalLine>, {last, seq}: Recorded): Lineage {
	const beginnings = new Map<number, Beginning>();
	let end = {epoch: 0, tick: 0};
	for (const line of lines) {
		const {epoch, tick} = line;
		const file = fileOf(line);
		if (!beginnings.has(epoch)) beginnings.set(epoch, {epoch, tick, ...(file === undefined ? {} : {file})});
		end = {epoch, tick};
	}
	const pieces: Piece[] = [];
	let to = Math.max(end.tick, last(end.epoch));
	let until = Number.POSITIVE_INFINITY;
	let at = beginnings.get(end.epoch);
	while (at) {
		pieces.unshift({epoch: at.epoch, from: at.tick, to, seq: until});
		const parent = at.file === undefined ? undefined : placeOfStateFile(at.file)?.epoch;
		if (parent === undefined || parent >= at.epoch) break;
		until = seq(at.file ?? '') ?? -1;
		to = at.tick;
		at = beginnings.get(parent);
	}
	return pieces;
}

/** The state file of the run that a line goes on from. */
function fileOf(line: JournalLine): string | undefined {
	if (isStart(line)) return line.kind === 'resume' ? line.from?.file : undefined;
	if (line.kind === 'command' && line.args['sha256'] !== undefined) return String(line.args['file']);
	return undefined;
}

/** The piece that a state belongs to: one of its epoch after its beginning; undefined when it was replaced. */
export function pieceOf(lineage: Lineage, epoch: number, tick: number): Piece | undefined {
	return lineage.find(each => each.epoch === epoch && tick > each.from && tick <= each.to);
}

/** The epoch whose state of a tick the run ended up with; undefined when it has none. */
export function epochAt(lineage: Lineage, tick: number): number | undefined {
	const [first] = lineage;
	if (first && tick === first.from) return first.epoch;
	return lineage.find(each => tick > each.from && tick <= each.to)?.epoch;
}

/** Whether a command, of the epoch it acted in, before the step after tick `at`, is part of how a run came to its end. */
export function countsIn(lineage: Lineage, {epoch, at, seq}: {epoch: number; at: number; seq: number}): boolean {
	const piece = lineage.find(each => each.epoch === epoch && at >= each.from && at <= each.to);
	if (!piece) return false;
	return at < piece.to || seq <= piece.seq;
}
