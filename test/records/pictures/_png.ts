/** Size that the header of a PNG file states. Throws when the bytes are no PNG. */
export function pngSize(bytes: Uint8Array): {width: number; height: number} {
	const view = Buffer.from(bytes);
	if (view.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('no PNG signature');
	if (view.toString('latin1', 12, 16) !== 'IHDR') throw new Error('no IHDR');
	if (view.toString('latin1', view.length - 8, view.length - 4) !== 'IEND') throw new Error('no IEND at the end');
	return {width: view.readUInt32BE(16), height: view.readUInt32BE(20)};
}
