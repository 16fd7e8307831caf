import type {Readable} from 'node:stream';

/** Lines that are passed on in a second. */
const mostASecond = 10;
/** A line is cut here. */
const longest = 500;

/** Passes on what is printed to a stream, line by line, at most ten a second; the others are counted and the count is told with the next. */
export function printedLines(stream: Readable, say: (line: string) => void): void {
	let rest = '';
	let [second, told, untold] = [0, 0, 0];
	stream.setEncoding('utf8');
	stream.on('data', (chunk: string) => {
		const lines = (rest + chunk).split('\n');
		rest = (lines.pop() ?? '').slice(0, longest);
		const now = Math.floor(performance.now() / 1000);
		for (const line of lines) {
			if (line.trim() === '') continue;
			if (now !== second) [second, told] = [now, 0];
			if (++told > mostASecond) {
				untold++;
				continue;
			}
			say(line.slice(0, longest) + (untold > 0 ? ` (${untold} lines before it left out)` : ''));
			untold = 0;
		}
	});
}
