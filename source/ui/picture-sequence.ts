import {readFile} from 'node:fs/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {cellsOf, iterm2Picture, kittyPicture, type PictureWay, pngSize, type Size} from '../draw/inline-picture.ts';
import {sixelPicture} from '../draw/sixel.ts';
import {rasteriser} from '../records/pictures/rasterise.ts';

/** What is taken for the pixels of a cell where a terminal does not say. */
export const usualCell: Size = {width: 8, height: 16};

/** Where a picture goes: so many cells at most, of so many pixels each. */
export interface PictureRoom {
	readonly room: Size;
	readonly cell: Size;
}

/** What to send to a terminal for it to show a PNG file where its cursor is, and the cells that it takes. Throws when it is no PNG file. */
export async function pictureSequence(
	png: Uint8Array,
	way: Exclude<PictureWay, 'path'>,
	{room, cell}: PictureRoom,
): Promise<{readonly sequence: string; readonly cells: Size}> {
	const size = pngSize(png);
	const cells = cellsOf(size, room, cell);
	const base64 = Buffer.from(png).toString('base64');
	if (way === 'kitty') return {sequence: kittyPicture(base64, cells), cells};
	if (way === 'iterm2') return {sequence: iterm2Picture(base64, png.length, cells), cells};
	const scale = Math.min((cells.width * cell.width) / size.width, (cells.height * cell.height) / size.height);
	const [width, height] = [size.width, size.height].map(side => Math.max(1, Math.floor(side * scale + 1e-6)));
	const href = `data:image/png;base64,${base64}`;
	const raster = (await rasteriser())(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`,
	);
	return {sequence: sixelPicture(raster.pixels(), raster), cells};
}

/** Reads a picture. Throws `picture` in one line when there is none. */
export async function readPicture(path: string): Promise<Uint8Array> {
	try {
		const png = await readFile(path);
		pngSize(png);
		return png;
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		const why = missing ? 'is not there yet; the command picture draws it' : messageOf(error);
		throw new ConnectopError('invalid', 'picture', `${path}: ${why}`, {cause: error});
	}
}
