"""Run by an isolated Python that has PySpark: asks the files of observations and prints the answer as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

KEYS = ["device", "property", "bin"]


def main() -> None:
    folder, asked = Path(sys.argv[1]), json.loads(sys.argv[2])
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "512m")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", asked["zone"])
        .getOrCreate()
    )
    current = json.loads((folder / "current.json").read_text())
    devices = spark.read.parquet(str(folder / "names" / "devices.parquet"))
    properties = spark.createDataFrame(current["properties"]).drop("unit")
    files = {
        coarse: [str(folder / one["path"]) for one in current["files"] if one["coarse"] is coarse]
        for coarse in (False, True)
    }

    def chosen(paths: list[str], instant: str) -> DataFrame:
        start, end = (round(datetime.fromisoformat(asked[name]).timestamp() * 1e6) for name in ("from", "to"))
        at = f.unix_micros(instant)
        return (
            spark.read.parquet(*paths)
            .where((at >= start) & (at < end))
            .join(devices, "device")
            .drop("device")
            .withColumnRenamed("code", "device")
            .where(f.col("device").isin(asked["devices"]))
            .join(properties, "prop")
            .where(f.col("property").isin(asked["properties"]))
        )

    raw = chosen(files[False], "at").withColumn("us", f.unix_micros("at"))
    every = asked["every"] * 1_000_000
    value, at = f.col("value"), f.col("us")
    rows = raw.select("device", "property", "us", "value").orderBy("us", "device", "property").collect()
    bins = raw.groupBy("device", "property", (at - at % every).alias("bin")).agg(
        f.count("*").alias("n"), f.sum("value").alias("total"), f.min("value").alias("low"),
        f.max("value").alias("high"), f.min_by(value, at).alias("first"), f.max_by(value, at).alias("last"),
        f.min(at).alias("first_at"), f.max(at).alias("last_at"),
    )  # fmt: skip
    if files[True]:
        coarse = chosen(files[True], "bin")
        for name in ("bin", "first_at", "last_at"):
            coarse = coarse.withColumn(name, f.unix_micros(name))
        coarse = coarse.withColumn("bin", f.col("bin") - f.col("bin") % every)
        bins = bins.unionByName(coarse.select(*bins.columns))
    bins = (
        bins.groupBy(*KEYS)
        .agg(
            f.sum("n").alias("n"), f.sum("total").alias("total"), f.min("low").alias("low"),
            f.max("high").alias("high"), f.min_by("first", "first_at").alias("first"),
            f.max_by("last", "last_at").alias("last"),
        )
        .orderBy(*KEYS)
    )  # fmt: skip
    answer = {"raw": [list(row) for row in rows], "bins": [list(row) for row in bins.collect()]}
    sys.stdout.write(json.dumps(answer))
    spark.stop()


main()
