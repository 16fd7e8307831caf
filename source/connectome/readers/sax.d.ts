/** The part of sax (https://github.com/isaacs/sax-js) that is used here. */
declare module 'sax' {
	interface SaxParser {
		/** Line the parser stands on, from 0. */
		line: number;
		onerror: (error: Error) => void;
		onprocessinginstruction: (instruction: {name: string; body: string}) => void;
		onopentagstart: (tag: {name: string}) => void;
		onopentag: (tag: {name: string; attributes: Record<string, string>}) => void;
		onclosetag: (name: string) => void;
		ontext: (text: string) => void;
		oncdata: (text: string) => void;
		write(text: string): SaxParser;
		close(): SaxParser;
	}
	const sax: {parser(strict: boolean): SaxParser};
	export default sax;
}
