import {readJournal} from '../../records/journal.ts';
import type {CheckpointEntry} from '../../records/run-document.ts';
import {type JournalLine, journalLine, type StartLine} from './journal-lines.ts';
import {journalOf} from './survey.ts';

/** A moment of a run. */
export interface Moment {
	readonly epoch: number;
	readonly tick: number;
}

/** One epoch of a run: from the tick where it began to the last that was recorded of it. */
export interface Span {
	readonly epoch: number;
	readonly from: number;
	readonly to: number;
	/** Index of the line that began the stretch it belongs to. */
	readonly stretch: number;
}

/** A state that a replay can begin from, in a file of the run. */
export interface SavedMoment extends Moment {
	readonly file: string;
	readonly sha256: string;
	/** Commands up to it are in the state. */
	readonly seq: number;
}

/** The whole course of a run, in memory: the lines of its journal that count, and where they lie in time. */
export interface Timeline {
	readonly lines: readonly JournalLine[];
	/** In order, one an epoch. */
	readonly spans: readonly Span[];
	readonly saved: readonly SavedMoment[];
}

/** How much of a run's directory a timeline takes in. */
export interface TimelineBounds {
	readonly directory: string;
	/** Stretches, and lines of the journal. */
	readonly stretches: number;
	readonly lines: number;
	/**
	The last tick of each epoch that has a digest, and the checkpoints of run.json. Both read before the lines were counted: of a run that is going
	on, what was recorded later may come of commands behind them.
	*/
	readonly recorded: ReadonlyMap<number, number>;
	readonly checkpoints: readonly CheckpointEntry[];
}

/** Reads the course of a run within bounds. Throws what reading its journal throws. */
export async function readTimeline({
	directory,
	stretches,
	lines,
	recorded,
	checkpoints,
}: TimelineBounds): Promise<Timeline> {
	const path = journalOf(directory);
	const kept: JournalLine[] = [];
	let begun = 0;
	for await (const entry of readJournal(path)) {
		const line = journalLine(entry, path);
		if (line && isStart(line)) begun++;
		if (entry.line > lines || begun > stretches) break;
		if (line) kept.push(line);
	}
	const saved = checkpoints.flatMap(({file, epoch, tick, sha256, seq}) =>
		seq === undefined ? [] : [{file, epoch, tick, sha256, seq}],
	);
	return {lines: kept, spans: spansOf(kept, recorded, saved), saved};
}

export const isStart = (line: JournalLine): line is StartLine => line.kind === 'header' || line.kind === 'resume';

function spansOf(
	lines: readonly JournalLine[],
	recorded: ReadonlyMap<number, number>,
	saved: readonly SavedMoment[],
): readonly Span[] {
	const spans: Span[] = [];
	let stretch = 0;
	/** What was recorded of the epoch that is over, besides its last line. */
	const close = (line: number) => {
		const span = spans.pop();
		if (!span) return;
		const {epoch} = span;
		const ticks = [
			line,
			span.to,
			recorded.get(epoch) ?? 0,
			...saved.flatMap(each => (each.epoch === epoch ? [each.tick] : [])),
		];
		spans.push({...span, to: Math.max(...ticks)});
	};
	for (const [index, line] of lines.entries()) {
		const {epoch, tick} = line;
		if (isStart(line)) stretch = index;
		const last = spans.at(-1);
		if (!last || last.epoch !== epoch) {
			close(line.kind === 'command' ? line.at : 0);
			spans.push({epoch, from: tick, to: tick, stretch});
		} else {
			spans.splice(-1, 1, {...last, to: Math.max(last.to, tick)});
		}
	}
	close(0);
	return spans;
}

/** Whether `a` is before `b`. */
export const isBefore = (a: Moment, b: Moment): boolean =>
	a.epoch < b.epoch || (a.epoch === b.epoch && a.tick < b.tick);
