import {basename} from 'node:path';
import type {ConnectopError} from '../base/errors.ts';
import {heldText} from '../records/held-text.ts';
import type {HoldListener} from '../records/holding.ts';
import type {HeldRows} from '../records/spool.ts';
import type {News} from './protocol.ts';

/** Says once that the disk takes nothing, and once that it does again. */
export interface DiskWatch extends HoldListener {
	/** One line while files are held; undefined else. */
	readonly trouble: string | undefined;
	/** More waits than may: nothing but the end of the run may add to it. */
	readonly full: boolean;
	/** A command was refused because it could not have been recorded. */
	refused(): void;
	/** A checkpoint could not be written; whether it is the first since the disk takes nothing. */
	unsaved(): boolean;
	close(): void;
}

export interface DiskWatchSetup {
	say(news: News): void;
	/** Bytes that wait in memory, all files together. */
	waiting(): number;
	/** Bytes that recorders hold, each within bounds of its own. */
	besides(): number;
	/** Told when more waits than may, once a stretch, and then when the stretch is over. */
	brimful(full: boolean): void;
}

/** What waits and must not be left out may take so many bytes. */
const mostBytes = 64 * 1024 * 1024;
/** A disk that has taken everything for so long has space again. */
const calmMs = 1000;
const lookMs = 1000;

const words: Readonly<Record<string, string>> = {
	EDQUOT: 'disk quota used up',
	ESTALE: 'file server has lost the files',
};

interface Stretch {
	readonly why: string;
	readonly since: number;
	readonly dropped: Map<string, number>;
	rows: number;
	bytes: number;
	refused: number;
	unsaved: number;
	brimful: boolean;
}

export function createDiskWatch({say, waiting, besides, brimful}: DiskWatchSetup): DiskWatch {
	const held = new Set<string>();
	let stretch: Stretch | undefined;
	let calm: NodeJS.Timeout | undefined;
	let look: NodeJS.Timeout | undefined;
	let closed = false;

	function begin(path: string, error: ConnectopError): void {
		const why = words[(error.cause as NodeJS.ErrnoException | undefined)?.code ?? ''] ?? 'disk full';
		stretch = {
			why,
			since: performance.now(),
			dropped: new Map(),
			rows: 0,
			bytes: 0,
			refused: 0,
			unsaved: 0,
			brimful: false,
		};
		look = setInterval(() => {
			if (!stretch || stretch.brimful || waiting() <= mostBytes) return;
			stretch.brimful = true;
			brimful(true);
		}, lookMs).unref();
		const message = `${why} (${basename(path)}): the run goes on, its records wait in memory; commands that steer it are refused while they do`;
		say({level: 'error', kind: 'disk', message, data: {state: 'held', file: basename(path), code: error.code}});
	}

	function finish(): void {
		if (!stretch) return;
		clearInterval(look);
		const {brimful: paused, since, rows, bytes, dropped, refused, unsaved} = stretch;
		stretch = undefined;
		const seconds = (performance.now() - since) / 1000;
		const left = [...dropped].map(([file, count]) => `${count} of ${file}`).join(', ');
		const message = [
			`the disk takes records again after ${seconds.toFixed(1)} s: ${heldText({rows, bytes})} had waited and are written`,
			...(left === '' ? [] : [`left out for want of memory: ${left}`]),
			...(unsaved === 0 ? [] : [`${unsaved} checkpoint${unsaved === 1 ? ' was' : 's were'} not saved`]),
			...(refused === 0 ? [] : [`${refused} command${refused === 1 ? ' was' : 's were'} refused`]),
		].join('; ');
		const data = {state: 'written', rows, bytes, seconds, dropped: Object.fromEntries(dropped), unsaved, refused};
		say({level: left === '' ? 'info' : 'warn', kind: 'disk', message, data});
		if (paused) brimful(false);
	}

	return {
		get trouble() {
			return stretch && `${stretch.why}: ${Math.ceil((waiting() + besides()) / 1000)} kB wait`;
		},
		get full() {
			return stretch?.brimful === true;
		},
		held(path, error) {
			clearTimeout(calm);
			held.add(path);
			if (!stretch) begin(path, error);
		},
		released(path, {rows, bytes, dropped}: HeldRows) {
			held.delete(path);
			if (!stretch) return;
			stretch.rows += rows - dropped;
			stretch.bytes += bytes;
			const file = basename(path);
			if (dropped > 0) stretch.dropped.set(file, dropped + (stretch.dropped.get(file) ?? 0));
			if (held.size === 0 && !closed) calm = setTimeout(finish, calmMs).unref();
		},
		refused() {
			if (stretch) stretch.refused++;
		},
		unsaved: () => !stretch || stretch.unsaved++ === 0,
		close() {
			closed = true;
			clearTimeout(calm);
			clearInterval(look);
			if (held.size === 0) finish();
		},
	};
}
