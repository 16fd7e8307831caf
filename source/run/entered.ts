import type {Checkpoint} from '../records/checkpoint.ts';

/** How much of what a command line feeds into a run is in the state that it goes on from. */
export interface Entered {
	/** Messages of the input file. */
	readonly messages: number;
	/** The tick of the script's newest command; −1 before the first. */
	readonly scriptedAt: number;
}

/** Follows a journal's rows, from the first on. */
export interface EnteredCount {
	row(row: Readonly<Record<string, unknown>>): void;
	/** What had entered when a state was copied. */
	in(state: Pick<Checkpoint, 'seq'>): Entered;
}

/** Counts by the rows' numbers: what came after the checkpoint from which a run went on is not in any later state. What is restored takes nothing back. */
export function countEntered(): EnteredCount {
	const came: {seq: number; messages: number; scriptedAt: number}[] = [];
	const last = () => came.at(-1) ?? {messages: 0, scriptedAt: -1};
	const cut = (seq: unknown) => {
		if (typeof seq !== 'number') return; // of a version that kept no number
		while ((came.at(-1)?.seq ?? 0) > seq) came.pop();
	};
	return {
		row({seq, kind, by, at, args, from}) {
			if (kind === 'resume') cut((from as {seq?: unknown} | undefined)?.seq);
			if (kind !== 'command' || (by !== 'input' && by !== 'script')) return;
			const {messages, scriptedAt} = last();
			const texts = by === 'input' ? (args as {texts: readonly string[]}).texts.length : 0;
			came.push({
				seq: Number(seq),
				messages: messages + texts,
				scriptedAt: by === 'script' ? Number(at) : scriptedAt,
			});
		},
		in({seq}) {
			cut(seq);
			const {messages, scriptedAt} = last();
			return {messages, scriptedAt};
		},
	};
}
