/** How a file's records lie one behind the other. */
export interface RowFormat {
	/** Records in bytes that hold whole ones. */
	count(bytes: Uint8Array): number;
	/** Every other record of them. */
	halve(bytes: Uint8Array): Uint8Array;
}

const newline = 10;

/** Lines. */
export const lineRows: RowFormat = {
	count(bytes) {
		let count = 0;
		for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
		return count;
	},
	halve(bytes) {
		const kept: Uint8Array[] = [];
		let [start, row] = [0, 0];
		for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, start)) {
			if (row++ % 2 === 0) kept.push(bytes.subarray(start, at + 1));
			start = at + 1;
		}
		return Buffer.concat(kept);
	},
};

/** Records of `width` bytes. */
export const fixedRows = (width: number): RowFormat => ({
	count: bytes => bytes.length / width,
	halve(bytes) {
		const kept: Uint8Array[] = [];
		for (let at = 0; at < bytes.length; at += 2 * width) kept.push(bytes.subarray(at, at + width));
		return Buffer.concat(kept);
	},
});
