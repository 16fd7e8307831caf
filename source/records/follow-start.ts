import {linesBackwards} from './follow-lines.ts';
import {logParts, openPart} from './follow-parts.ts';
import {wholeLines} from './json-lines-files.ts';

/** A place in a log that stays right when its file is renamed. */
export interface LogPosition {
	readonly inode: bigint;
	/** Bytes before it. */
	readonly at: number;
}

/**
Where the last `count` whole lines of a log begin that are `wanted`, looked for from the end, rotated files included; behind the last line for 0;
undefined when there are fewer: then it is the log's beginning. Holds one line in memory.
*/
export async function lastLinesStart(
	path: string,
	count: number,
	wanted: (text: string) => boolean = () => true,
): Promise<LogPosition | undefined> {
	let left = count;
	for (const part of (await logParts(path)).toReversed()) {
		const opened = await openPart(part);
		if (!opened) return lastLinesStart(path, count, wanted); // rotated meanwhile
		const {file, inode} = opened;
		try {
			const end = await wholeLines(file, (await file.stat()).size);
			if (left === 0) return {inode, at: end};
			for await (const lines of linesBackwards(file, end)) {
				for (const {text, at} of lines) if (wanted(text) && --left === 0) return {inode, at};
			}
		} finally {
			await file.close();
		}
	}
	return undefined;
}
