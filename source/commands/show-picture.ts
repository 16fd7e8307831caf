import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import type {PictureWay, Size} from '../draw/inline-picture.ts';
import {pictureWay} from '../draw/terminal-answers.ts';
import {clean} from '../draw/text.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import {askTerminal, terminalSize} from '../ui/ask-terminal.ts';
import {openKeyboard} from '../ui/keyboard.ts';
import {pictureSequence, usualCell} from '../ui/picture-sequence.ts';
import type {pictureWays} from '../ui/picture-ways.ts';
import type {ExportRequest} from './export-options.ts';

/**
Shows the picture that is exported in the terminal, below the last line, and leaves it there. Where the terminal shows none, prints the path of the
file that was written, else of the run's own. Throws a usage error when there is neither.
*/
export async function showPicture(
	request: ExportRequest,
	run: RunDirectory,
	asked: (typeof pictureWays)[number],
): Promise<void> {
	const {way, cell} = await wayOf(asked);
	if (way === 'path') {
		const own = join(run.path, `${request.picture}.png`);
		const path = request.output === undefined ? own : resolve(request.output);
		if (!existsSync(path))
			throw new ConnectopError(
				'usage',
				'output',
				'export png: this terminal shows no pictures; give a file with -o FILE',
			);
		process.stdout.write(`${clean(path)}\n`);
		return;
	}
	const png = request.output === undefined ? await drawn(request, run) : await readFile(request.output);
	const {columns, rows} = terminalSize(process.stdout);
	const room = {width: columns, height: Math.max(1, rows - 2)};
	const {sequence, cells} = await pictureSequence(png, way, {room, cell});
	// Room is made below first: a terminal that scrolls while it draws would lose the place.
	const place = `${'\n'.repeat(cells.height)}\u001B[${cells.height}A`;
	process.stdout.write(`${place}\u001B7${sequence}\u001B8\u001B[${cells.height}B\r`);
}

/** How, and in cells of which size. A terminal that is not there shows no pictures, unless one of the ways is forced. */
async function wayOf(asked: (typeof pictureWays)[number]): Promise<{readonly way: PictureWay; readonly cell: Size}> {
	const usual = {cell: usualCell};
	if (asked === 'path') return {way: 'path', ...usual};
	if (process.stdout.isTTY !== true) return {way: asked === 'auto' ? 'path' : asked, ...usual};
	const keyboard = openKeyboard();
	try {
		const answers = await askTerminal(keyboard);
		return {way: asked === 'auto' ? pictureWay(answers, process.env) : asked, cell: answers.cell ?? usualCell};
	} finally {
		keyboard.destroy();
	}
}

/** The picture anew. */
async function drawn(request: ExportRequest, run: RunDirectory): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	const out = {
		async write(data: string | Uint8Array) {
			parts.push(typeof data === 'string' ? Buffer.from(data) : data);
		},
		closed: false,
	};
	const note = (message: string) => void process.stderr.write(`connectop: ${message}\n`);
	const told = await request.exporter.write({...request, run, out, note});
	note(told);
	return Buffer.concat(parts);
}
