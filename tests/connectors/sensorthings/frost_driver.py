"""Run by an isolated Python that has frost_sta_client: drives the service and prints what it saw as JSON."""

import json
import sys

import frost_sta_client as fsc
from geojson import Point


def main() -> None:
    service = fsc.SensorThingsService(sys.argv[1], auth_handler=fsc.AuthHandler("anybody", sys.argv[2]))
    thing = fsc.Thing(name="Station", description="by the river", properties={"code": "F1"})
    thing.locations = [
        fsc.Location(
            name="bank", description="", location=Point((121.5, 31.2)), encoding_type="application/geo+json"
        )
    ]
    service.create(thing)
    stream = fsc.Datastream(
        name="water level",
        description="",
        observation_type="http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        unit_of_measurement=fsc.UnitOfMeasurement(name="metre", symbol="m", definition="ucum:m"),
    )
    stream.thing = fsc.Thing(id=thing.id)
    stream.observed_property = fsc.ObservedProperty(name="level", definition="x", description="")
    stream.sensor = fsc.Sensor(name="radar", description="", encoding_type="text/html", metadata="x")
    service.create(stream)
    for minute in range(3):
        observation = fsc.Observation(
            phenomenon_time=f"2026-03-10T00:0{minute}:00Z",
            result=1.5 + minute,
            datastream=fsc.Datastream(id=stream.id),
        )
        service.create(observation)
    service.update(
        fsc.Thing(id=thing.id, name="Station", description="by the sea", properties={"code": "F1"})
    )
    gone = fsc.Thing(name="Gone", description="", properties={"code": "F2"})
    service.create(gone)
    service.delete(gone)
    left = [t.description for t in service.things().query().list()]
    things = service.things().query().filter("properties/code eq 'F1'").expand("Locations,Datastreams").list()
    seen = [t.name for t in things]
    streams = service.datastreams().query().filter(f"id eq {stream.id}").list()
    sys.stdout.write(
        json.dumps(
            {
                "things": seen,
                "left": left,
                "streams": [s.name for s in streams],
                "unit": streams.entities[0].unit_of_measurement.symbol,
            }
        )
    )


main()
