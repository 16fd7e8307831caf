import sax from 'sax';
import {headOf, type Input, piecesOf} from './byte-window.ts';
import {fault} from './fault.ts';
import {lineWatch} from './text-guard.ts';

/** An element as it opens: its name without namespace prefix, its attributes as written, its line. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string | undefined>>;
	readonly line: number;
}

/** Called in document order. `close` gets the element's whole text, child elements' text left out. */
export interface XmlHandler {
	open(element: XmlElement): void;
	close(element: XmlElement, text: string): void;
}

const chunk = 1 << 20;

/**
Reads XML as a stream of elements, so that memory does not grow with the file. Throws `graph-xml` for what is not well formed
and `graph-encoding` for bad UTF-8; entities beyond the five of XML and numbers are refused.
*/
export function readXml(input: Input, file: string, from: number, handler: XmlHandler): void {
	const reader = sax.parser(true);
	const open: {element: XmlElement; text: string}[] = [];
	let line = 1;
	reader.onerror = error => {
		// sax adds line, column and character in lines of their own
		const [what = ''] = error.message.split('\n');
		const unclosed = /unclosed root/i.test(what) ? open.at(-1)?.element : undefined;
		if (unclosed)
			throw fault(
				'graph-xml',
				file,
				reader.line + 1,
				`the file ends inside <${unclosed.name}> of line ${unclosed.line}; it is cut off or not well-formed XML`,
			);
		throw fault('graph-xml', file, reader.line + 1, `is not well-formed XML: ${what.toLowerCase().replace(/\.$/, '')}`);
	};
	reader.onopentagstart = () => {
		line = reader.line + 1;
	};
	reader.onopentag = ({name, attributes}) => {
		const element = {name: local(name), attributes, line};
		open.push({element, text: ''});
		handler.open(element);
	};
	reader.onclosetag = () => {
		const closed = open.pop();
		if (closed) handler.close(closed.element, closed.text.trim());
	};
	const addText = (text: string) => {
		const innermost = open.at(-1);
		if (innermost) innermost.text += text;
	};
	reader.ontext = addText;
	reader.oncdata = addText;

	const label =
		/^[^>]*\bencoding\s*=\s*["']([\w.-]+)/.exec(
			new TextDecoder('latin1').decode(headOf(input).subarray(from, from + 200)),
		)?.[1] ?? 'utf-8';
	const decoder = decoderOf(label, file);
	const lines = lineWatch();
	const decode = (part: Uint8Array, last: boolean): string => {
		try {
			return decoder.decode(part, {stream: !last});
		} catch {
			throw fault(
				'graph-encoding',
				file,
				lines.badIn(part),
				`is not valid ${label.toUpperCase()}; save the file as UTF-8`,
			);
		}
	};
	for (const {piece, last} of piecesOf(input, from, chunk)) {
		reader.write(decode(piece, last));
		lines.pass(piece);
	}
	reader.close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function decoderOf(label: string, file: string) {
	try {
		return new TextDecoder(label, {fatal: true});
	} catch {
		throw fault('graph-encoding', file, 1, `the encoding ${label} is unknown; save the file as UTF-8`);
	}
}
