import {placeOfStateFile} from '../../records/checkpoint.ts';
import {readJournal} from '../../records/journal.ts';
import {readRunDocument} from '../../records/run-document.ts';
import {journalLine} from './journal-lines.ts';

/** Where in a run a checkpoint was saved that it went back to later. */
export interface SavedPlace {
	readonly epoch: number;
	readonly tick: number;
	/** Commands of its tick up to this `seq` were before it. */
	readonly seq: number;
	/** Every run saves it by itself: its first, and the one right after a restore. */
	readonly automatic: boolean;
}

/** The checkpoints that the first `lines` lines of a journal go back to. */
export async function placesOf(directory: string, path: string, lines: number): Promise<SavedPlace[]> {
	const {checkpoints} = await readRunDocument(directory);
	const places = new Map<string, SavedPlace>();
	/** Epoch, tick and `seq` of what is saved without being asked for. */
	const automatic: (readonly [epoch: number, tick: number, seq: number])[] = [];
	for await (const entry of readJournal(path)) {
		if (entry.line > lines) break;
		const line = journalLine(entry, path);
		if (!line || line.kind === 'end') continue;
		const file = line.kind === 'command' ? line.args['file'] : line.kind === 'resume' ? line.from?.file : undefined;
		if (line.kind === 'header' || (line.kind === 'command' && line.id === 'restore'))
			automatic.push([line.epoch, line.tick, line.seq]);
		if (typeof file !== 'string') continue;
		const place = placeOfStateFile(file);
		if (!place) continue;
		const seq = checkpoints.find(each => each.file === file)?.seq ?? 0;
		places.set(file, {...place, seq, automatic: false});
	}
	return [...places.values()].map(place => ({
		...place,
		// Asked for again at that tick, it was saved after commands that came later.
		automatic: automatic.some(([epoch, tick, seq]) => epoch === place.epoch && tick === place.tick && place.seq <= seq),
	}));
}
