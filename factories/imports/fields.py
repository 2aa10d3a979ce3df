"""What a list of factories can tell, and how its columns are called in many languages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Known:
    """A field that columns can be laid on; the first of `called` are the surest names."""

    name: str
    label: str | Promise
    called: str
    longest: int = 200


FIELDS = (
    Known(
        "name",
        _("Name"),
        "factory name|name|facility name|supplier name|company name|site name|factory|facility|supplier|"
        "vendor name|vendor|manufacturer|company|unit name|nom|nom de l usine|usine|raison sociale|entreprise|"
        "nombre|nombre de la fabrica|fabrica|empresa|razon social|nome|nome da fabrica|fabrikname|werk|firma|"
        "lieferant|fabrika|fabrika adi|adi|unvan|ten|ten nha may|nha may|ten cong ty|nama pabrik|nama|pabrik|"
        "nama perusahaan|工厂名称|工厂|名称|公司名称|供应商名称|اسم المصنع|المصنع|الاسم|ឈ្មោះរោងចក្រ|រោងចក្រ|"
        "ឈ្មោះ|কারখানার নাম|নাম|non faktori|faktori",
    ),
    Known(
        "address",
        _("Address"),
        "address|factory address|facility address|full address|street address|street|address 1|address line 1|"
        "location|adresse|adresse de l usine|direccion|domicilio|endereco|morada|anschrift|indirizzo|adres|"
        "adresi|dia chi|alamat|alamat pabrik|地址|工厂地址|العنوان|អាសយដ្ឋាន|ঠিকানা|adrès",
        500,
    ),
    Known("city", _("City"), "city|town|city town|municipality|ville|commune|ciudad|municipio|cidade|stadt|ort|"
          "citta|sehir|ilce|thanh pho|kota|城市|市|المدينة|ក្រុង|শহর|vil", 120),
    Known("province", _("Province"), "province|state province|province state|state|state region|region province|"
          "department|departement|region|departamento|provincia|estado|bundesland|il|tinh|provinsi|district|"
          "省|州|المحافظة|ខេត្ត|জেলা|depatman", 120),
    Known("country", _("Country"), "country|country region|country name|country code|country territory|"
          "country of production|pays|pais|land|paese|ulke|quoc gia|negara|国家|الدولة|البلد|ប្រទេស|দেশ|peyi", 80),
    Known("postal_code", _("Postal code"), "postal code|zip code|zip|postcode|post code|code postal|codigo postal|"
          "cep|plz|postleitzahl|cap|posta kodu|ma buu chinh|kode pos|邮编|邮政编码|الرمز البريدي|លេខកូដប្រៃសណីយ៍|"
          "পোস্ট কোড", 20),
    Known("lat", _("Latitude"), "lat|latitude|gps latitude|latitud|breitengrad|enlem|vi do|lintang|纬度|خط العرض", 24),
    Known("lng", _("Longitude"), "lng|lon|long|longitude|gps longitude|longitud|laengengrad|boylam|kinh do|bujur|"
          "经度|خط الطول", 24),
    Known("workers", _("Workers"), "total workers|number of workers|workers|no of workers|of workers|total employees|"
          "number of employees|employees|headcount|workforce|total workforce|worker count|ouvriers|travailleurs|"
          "nombre de travailleurs|effectif|effectifs|effectif total|salaries|trabajadores|numero de trabajadores|"
          "total de trabajadores|empleados|trabalhadores|numero de trabalhadores|arbeiter|beschaftigte|mitarbeiter|"
          "lavoratori|dipendenti|isci sayisi|calisan sayisi|toplam isci|so cong nhan|tong so cong nhan|cong nhan|"
          "so lao dong|jumlah pekerja|pekerja|jumlah karyawan|工人总数|员工人数|工人数|عدد العمال|العمال|"
          "ចំនួនកម្មករ|កម្មករ|শ্রমিক সংখ্যা|travayè", 24),
    Known("workers_female", _("Women workers"), "female workers|women workers|workers female|number of female workers|"
          "number of women|women|female|females|ouvrieres|travailleuses|femmes|nombre de femmes|trabajadoras|mujeres|"
          "mulheres|frauen|donne|kadin isci|kadin|cong nhan nu|nu|lao dong nu|pekerja perempuan|perempuan|女工|女工人数|"
          "العاملات|عدد العاملات|កម្មការិនី|স্ত্রী শ্রমিক|নারী শ্রমিক", 24),
    Known("female_percent", _("Women, %"), "% female workers|% female|female %|% women|women %|percent female|"
          "percentage of female workers|female workers %|share of women|% femmes|pourcentage de femmes|% mujeres|"
          "porcentaje de mujeres|% mulheres|frauenanteil|% kadin|ty le nu|% nu|% perempuan|女工比例|نسبة النساء", 24),
    Known("migrant_percent", _("Migrant workers, %"), "% migrant workers|% migrant|migrant %|percent migrant|"
          "percentage of migrant workers|migrant workers %|% migrants|% migrantes|% gocmen|% migran|外来工比例", 24),
    Known("group", _("Group"), "supplier group|group|parent company|parent|group name|manufacturing group|"
          "parent group|groupe|societe mere|grupo|casa matriz|gruppe|muttergesellschaft|gruppo|grup|tap doan|"
          "集团|المجموعة|ក្រុម"),
    Known("products", _("Products"), "products|product|product type|product types|main products|product category|"
          "product type type|produits|productos|produtos|produkte|prodotti|urunler|urun|san pham|produk|产品|产品类别|"
          "المنتجات|ផលិតផល|পণ্য"),
    Known("factory_type", _("Kind of factory"), "factory type|facility type|type of factory|processing type|"
          "facility type processing type|site type|type|type d usine|tipo de fabrica|tipo|fabriktyp|tesis tipi|"
          "loai nha may|jenis pabrik|工厂类型|نوع المصنع", 120),
    Known("os_id", _("OS ID"), "os id|osid|open supply hub id|oar id|oarid|os hub id|facility id", 40),
    Known("email", _("Contact e-mail"), "email|e mail|contact email|contact e mail|email address|courriel|"
          "correo|correo electronico|e posta|eposta|thu dien tu|surel|邮箱|البريد الإلكتروني|អ៊ីមែល|ইমেইল", 254),
)  # fmt: skip

BY_NAME = {known.name: known for known in FIELDS}
NEEDED = ("name",)
IDENTITY = ("name", "address", "city", "country")  # what a row's fingerprint is made of
