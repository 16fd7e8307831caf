/** A column of a recorder's rows. */
export interface RecordColumn {
	readonly name: string;
	/** As numpy writes it. */
	readonly type: '<f4' | '<f8' | '<i4' | '<i8';
	/** Values that it has in a row, one a node; a single value when absent. */
	readonly count?: number;
}

/** What a row of a recorder is made of, in the order in which it lies in memory: without gaps, little endian. */
export interface RowLayout {
	/** `tick`, `epoch` and `time` come first. */
	readonly columns: readonly RecordColumn[];
	/** Bytes of a row, a multiple of 4. */
	readonly bytes: number;
}

const stamp: readonly RecordColumn[] = [
	{name: 'tick', type: '<i8'},
	{name: 'epoch', type: '<i4'},
	{name: 'time', type: '<f8'},
];

const sizes = {'<f4': 4, '<f8': 8, '<i4': 4, '<i8': 8} as const;

const bytesOf = ({type, count = 1}: RecordColumn): number => sizes[type] * count;
const total = (columns: readonly RecordColumn[]): number => columns.reduce((sum, each) => sum + bytesOf(each), 0);

/** Where the columns that are a recorder's own begin in a row. */
export const stampBytes: number = total(stamp);

/** The layout of rows with these columns behind tick, epoch and time. */
export const layoutOf = (own: readonly RecordColumn[]): RowLayout => ({
	columns: [...stamp, ...own],
	bytes: stampBytes + total(own),
});

/** Writes tick, epoch and model time (s) where a row begins. */
export function writeStamp(view: DataView, at: number, tick: number, epoch: number, time: number): void {
	view.setBigInt64(at, BigInt(tick), true);
	view.setInt32(at + 8, epoch, true);
	view.setFloat64(at + 12, time, true);
}

/** A row taken apart: one entry a column. */
export type RowValues = readonly (number | readonly number[])[];

/** Reads the row that begins at byte `at`. */
export function readRow(view: DataView, at: number, {columns}: RowLayout): RowValues {
	let place = at;
	return columns.map(column => {
		const {type, count} = column;
		const start = place;
		place += bytesOf(column);
		if (count === undefined) return read(view, start, type);
		return Array.from({length: count}, (_, i) => read(view, start + i * sizes[type], type));
	});
}

function read(view: DataView, at: number, type: RecordColumn['type']): number {
	switch (type) {
		case '<f4':
			return view.getFloat32(at, true);
		case '<f8':
			return view.getFloat64(at, true);
		case '<i4':
			return view.getInt32(at, true);
		case '<i8':
			return Number(view.getBigInt64(at, true));
	}
}
