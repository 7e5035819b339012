/** What a data set says of itself, from the `concord` part of its `datapackage.json`. */
export interface Settings {
  /** Short machine name of the data set. */
  readonly name: string;
  /** Name of the alliance in English, as printed in headings. */
  readonly alliance: string;
  readonly allianceFr?: string;
  readonly title: string;
  /** Currency in which the alliance adds up money; every amount is converted to it. */
  readonly currency: string;
  /** Year of the constant prices in which money is added. */
  readonly priceYear: number;
  /** First and last year of the plan, both included. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Budget path used unless another is asked for. */
  readonly budgetPath: string;
  /** Date of the picture: facts dated later are plans. */
  readonly asOf: string;
  /** Marking shown in the banner when everything on screen carries the lowest label. */
  readonly marking: string;
}
