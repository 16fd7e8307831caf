/** How a terminal shows a picture between its text; `path`: it does not. */
export type PictureWay = 'kitty' | 'iterm2' | 'sixel' | 'path';

/** A size in pixels, or in cells. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** Letters of one piece of what kitty takes. */
const piece = 4096;

/** A PNG file, in base64, in kitty's graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol), scaled to so many cells. */
export function kittyPicture(text: string, cells: Size): string {
	let out = '';
	for (let at = 0; at < text.length || at === 0; at += piece) {
		const more = at + piece < text.length ? 1 : 0;
		const first = at === 0 ? `a=T,f=100,q=2,c=${cells.width},r=${cells.height},` : 'q=2,';
		out += `\u001B_G${first}m=${more};${text.slice(at, at + piece)}\u001B\\`;
	}
	return out;
}

/** A PNG file, in base64 and its bytes, as iTerm2 takes it (https://iterm2.com/documentation-images.html), scaled to so many cells. */
export function iterm2Picture(text: string, bytes: number, cells: Size): string {
	const options = `inline=1;size=${bytes};width=${cells.width};height=${cells.height};preserveAspectRatio=1`;
	return `\u001B]1337;File=${options}:${text}\u0007`;
}

/** The cells that a picture of that size takes when it is as large as may be and as wide as it should; at least one. */
export function cellsOf(picture: Size, room: Size, cell: Size): Size {
	const scale = Math.min((room.width * cell.width) / picture.width, (room.height * cell.height) / picture.height);
	const whole = (pixels: number, of: number, most: number) =>
		Math.max(1, Math.min(most, Math.ceil((pixels * scale) / of - 1e-9)));
	return {
		width: whole(picture.width, cell.width, room.width),
		height: whole(picture.height, cell.height, room.height),
	};
}

/** The size that a PNG file says it has. Throws when it is none. */
export function pngSize(png: Uint8Array): Size {
	const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
	if (png.length < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452)
		throw new TypeError('is no PNG file');
	return {width: view.getUint32(16), height: view.getUint32(20)};
}
