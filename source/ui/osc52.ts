/** Bytes that are put on a clipboard at most: terminals refuse or cut what is longer. */
export const mostCopied = 100_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** What to send to a terminal for its clipboard to hold a text, and whether that is all of the text. */
export interface Copy {
	readonly sequence: string;
	readonly bytes: number;
	readonly whole: boolean;
}

/**
OSC 52, which terminals understand over SSH as well. tmux and screen keep it to themselves unless it is wrapped; tmux takes the bare
sequence where its clipboard is on, and the wrapped one where passing through is allowed.
*/
export function clipboardCopy(text: string, environment: Environment): Copy {
	const all = Buffer.from(text);
	const cut = all.length > mostCopied ? cutAtCharacter(all, mostCopied) : all;
	const bare = `\u001B]52;c;${cut.toString('base64')}\u0007`;
	const inTmux = (environment['TMUX'] ?? '') !== '';
	const inScreen = !inTmux && (environment['STY'] ?? '') !== '';
	const wrapped = inTmux
		? `\u001BPtmux;${bare.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`
		: inScreen
			? inPieces(bare, 700) // screen cuts a string that is longer than 768 bytes
			: '';
	return {sequence: inScreen ? wrapped : bare + wrapped, bytes: cut.length, whole: cut === all};
}

function cutAtCharacter(bytes: Buffer, length: number): Buffer {
	let end = length;
	while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
	return bytes.subarray(0, end);
}

function inPieces(sequence: string, length: number): string {
	let out = '';
	for (let at = 0; at < sequence.length; at += length) out += `\u001BP${sequence.slice(at, at + length)}\u001B\\`;
	return out;
}
