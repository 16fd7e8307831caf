import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {readJournal} from '../../records/journal.ts';
import {journalLine, type StartLine} from './journal-lines.ts';

/** The journal of a run's directory. */
export const journalOf = (directory: string): string => join(directory, 'journal.jsonl');

/** A stretch of a run in one process: from its header or resumption to its end, or to where it was killed. */
export interface Stretch {
	readonly start: StartLine;
	/** The epoch and the tick that its last line names; ticks may follow. */
	readonly last: {readonly epoch: number; readonly tick: number};
	/** It came to an end of its own, so that nothing of it may be missing. */
	readonly ended: boolean;
	/** Records in digests.bin when it was over, as its last line says, or else the resumption after it. */
	readonly digests?: number | undefined;
}

/** What a journal holds, found in one pass that checks its chain. */
export interface Survey {
	/** Whole lines; a replay reads no further, also when more are written meanwhile. */
	readonly lines: number;
	readonly commands: number;
	readonly stretches: readonly Stretch[];
}

/** Reads a whole journal. Throws `journal-broken`, naming the first line that does not fit the chain, and `journal-foreign`. */
export async function surveyJournal(directory: string): Promise<Survey> {
	const path = journalOf(directory);
	const stretches: Stretch[] = [];
	let [lines, commands] = [0, 0];
	for await (const entry of readJournal(path)) {
		lines++;
		const line = journalLine(entry, path);
		if (!line) continue;
		const last = {epoch: line.epoch, tick: line.tick};
		if (line.kind === 'header' || line.kind === 'resume') {
			const before = stretches.pop();
			if (before) stretches.push({...before, digests: before.digests ?? line.digests});
			stretches.push({start: line, last, ended: false});
			continue;
		}
		const current = stretches.pop();
		if (!current || current.ended) throw noStart(path, line.line);
		const {digests} = line.kind === 'end' ? line : current;
		stretches.push({...current, last, ended: line.kind === 'end', digests});
		if (line.kind === 'command') commands++;
	}
	if (stretches.length === 0)
		throw new ConnectopError('unverified', 'journal-empty', `${path}: holds no header; nothing can be replayed`);
	return {lines, commands, stretches};
}

const noStart = (path: string, line: number): ConnectopError =>
	new ConnectopError(
		'unverified',
		'journal-broken',
		`${path}:${line}: belongs to no header or resumption; lines before it are lost`,
	);
